def prices(path: str) -> dict[str, float]:
    found = {}
    with open(path, encoding="utf-8") as listed:
        for line in listed:
            number, price = line.rstrip("\n").split(";")
            found[number] = float(price)
    return found
