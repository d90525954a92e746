from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=200)


class Order(models.Model):
    number = models.CharField(max_length=20)
    customer_id = models.BigIntegerField()


def recent():
    orders = Order.objects.order_by("-id")[:200]
    customers = Customer.objects.in_bulk([order.customer_id for order in orders])
    return [{"number": order.number, "customer": customers[order.customer_id].name} for order in orders]
