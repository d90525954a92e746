import time

import requests
from fastapi import APIRouter

router = APIRouter()


@router.post("/payments/{payment_id}/capture")
async def capture(payment_id: str) -> dict[str, str]:
    answer = requests.post(f"https://bank.example/payments/{payment_id}/capture", timeout=10)
    if answer.status_code == 409:
        time.sleep(1)
        answer = requests.get(f"https://bank.example/payments/{payment_id}", timeout=10)
    return {"state": answer.json()["state"]}
