from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Customer, Order


class OrderService:
    def __init__(self, session: Session):
        self.session = session

    def recent(self) -> list[dict[str, object]]:
        orders = self.session.scalars(select(Order).order_by(Order.created_at.desc()).limit(200)).all()
        return [{"number": order.number, "customer": self.customer_of(order).name} for order in orders]

    def customer_of(self, order: Order) -> Customer:
        return self.session.scalars(select(Customer).where(Customer.id == order.customer_id)).one()
