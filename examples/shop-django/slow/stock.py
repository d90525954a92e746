from django.db import models


class Movement(models.Model):
    product_id = models.BigIntegerField()
    quantity = models.IntegerField()


def receive(lines: list[dict[str, int]]) -> None:
    for line in lines:
        Movement.objects.create(product_id=line["product"], quantity=line["quantity"])
