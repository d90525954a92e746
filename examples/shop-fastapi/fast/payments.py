import asyncio

import httpx
from fastapi import APIRouter

router = APIRouter()
bank = httpx.AsyncClient(base_url="https://bank.example", timeout=10)


@router.post("/payments/{payment_id}/capture")
async def capture(payment_id: str) -> dict[str, str]:
    answer = await bank.post(f"/payments/{payment_id}/capture")
    if answer.status_code == 409:
        await asyncio.sleep(1)
        answer = await bank.get(f"/payments/{payment_id}")
    return {"state": answer.json()["state"]}
