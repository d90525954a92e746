import os

import psycopg
import redis
from fastapi import APIRouter

router = APIRouter()


@router.get("/sessions/{token}")
def session(token: str) -> dict[str, str | None]:
    cache = redis.Redis.from_url(os.environ["REDIS_URL"])
    return {"customer": cache.get(f"session:{token}")}


@router.get("/customers/{customer_id}/credit")
def credit(customer_id: int) -> dict[str, object]:
    connection = psycopg.connect(os.environ["DATABASE_URL"])
    row = connection.execute("SELECT credit FROM customer WHERE id = %s", (customer_id,)).fetchone()
    connection.close()
    return {"credit": row[0] if row else None}
