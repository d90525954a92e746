from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=200)


class Order(models.Model):
    number = models.CharField(max_length=20)
    customer_id = models.BigIntegerField()


def recent():
    orders = Order.objects.order_by("-id")[:200]
    return [{"number": order.number, "customer": customer_of(order).name} for order in orders]


def customer_of(order: Order) -> Customer:
    return Customer.objects.get(pk=order.customer_id)
