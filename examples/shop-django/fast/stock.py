from django.db import models


class Movement(models.Model):
    product_id = models.BigIntegerField()
    quantity = models.IntegerField()


def receive(lines: list[dict[str, int]]) -> None:
    Movement.objects.bulk_create([Movement(product_id=line["product"], quantity=line["quantity"]) for line in lines])
