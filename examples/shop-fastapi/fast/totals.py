def total(lines: list[dict[str, int]]) -> int:
    return sum(line["quantity"] * line["price"] for line in lines)


def has_alcohol(lines: list[dict[str, str]]) -> bool:
    return any(line["category"] == "alcohol" for line in lines)
