from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Customer, Order


class OrderService:
    def __init__(self, session: Session):
        self.session = session

    def recent(self) -> list[dict[str, object]]:
        orders = self.session.scalars(select(Order).order_by(Order.created_at.desc()).limit(200)).all()
        customers = self.customers_of(orders)
        return [{"number": order.number, "customer": customers[order.customer_id].name} for order in orders]

    def customers_of(self, orders: list[Order]) -> dict[int, Customer]:
        wanted = {order.customer_id for order in orders}
        customers = self.session.scalars(select(Customer).where(Customer.id.in_(wanted)))
        return {customer.id: customer for customer in customers}
