from django.db import models


class Product(models.Model):
    name = models.CharField(max_length=200)
    discontinued = models.BooleanField(default=False)


def number_of_products() -> int:
    return len(Product.objects.filter(discontinued=False))


def product_ids() -> list[int]:
    return [product.pk for product in Product.objects.all()]
