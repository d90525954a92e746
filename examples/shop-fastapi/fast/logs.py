from fastapi import APIRouter

router = APIRouter()


@router.get("/logs/{day}/errors")
def errors(day: str) -> dict[str, int]:
    found = 0
    with open(f"/var/log/shop/{day}.log") as log:
        for line in log:
            if " ERROR " in line:
                found += 1
    return {"errors": found}
