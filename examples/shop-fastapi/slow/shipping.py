import httpx


async def parcel_states(client: httpx.AsyncClient, tracking_numbers: list[str]) -> list[str]:
    states = []
    for number in tracking_numbers:
        response = await client.get(f"https://carrier.example/parcels/{number}")
        states.append(response.json()["state"])
    return states
