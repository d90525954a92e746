import os

import redis
from fastapi import APIRouter
from psycopg_pool import ConnectionPool

router = APIRouter()
cache = redis.Redis.from_url(os.environ["REDIS_URL"])
pool = ConnectionPool(os.environ["DATABASE_URL"], max_size=20)


@router.get("/sessions/{token}")
def session(token: str) -> dict[str, str | None]:
    return {"customer": cache.get(f"session:{token}")}


@router.get("/customers/{customer_id}/credit")
def credit(customer_id: int) -> dict[str, object]:
    with pool.connection() as connection:
        row = connection.execute("SELECT credit FROM customer WHERE id = %s", (customer_id,)).fetchone()
    return {"credit": row[0] if row else None}
