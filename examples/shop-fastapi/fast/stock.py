import psycopg


def receive(connection: psycopg.Connection, lines: list[tuple[int, int]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO stock (product_id, quantity) VALUES (%s, %s)", lines)
    connection.commit()
