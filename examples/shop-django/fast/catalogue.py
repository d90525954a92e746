from django.db import models


class Product(models.Model):
    name = models.CharField(max_length=200)
    discontinued = models.BooleanField(default=False)


def number_of_products() -> int:
    return Product.objects.filter(discontinued=False).count()


def product_ids() -> list[int]:
    return list(Product.objects.values_list("pk", flat=True))
