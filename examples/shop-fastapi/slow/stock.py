import psycopg


def receive(connection: psycopg.Connection, lines: list[tuple[int, int]]) -> None:
    for product_id, quantity in lines:
        connection.execute("INSERT INTO stock (product_id, quantity) VALUES (%s, %s)", (product_id, quantity))
    connection.commit()
