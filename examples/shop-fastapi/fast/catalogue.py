from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Product(Base):
    __tablename__ = "product"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    shelf_id: Mapped[int] = mapped_column(ForeignKey("shelf.id"))


def number_of_products(session: Session) -> int:
    return session.query(Product).count()


def product_ids(session: Session) -> list[int]:
    return list(session.scalars(select(Product.id)))
