from django.db import models


class Product(models.Model):
    name = models.CharField(max_length=200)
    price = models.DecimalField(max_digits=10, decimal_places=2)


class Review(models.Model):
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="reviews")
    stars = models.PositiveSmallIntegerField()
    text = models.TextField()


def newest_reviews():
    reviews = Review.objects.order_by("-id")[:100]
    return [{"product": review.product.name, "stars": review.stars} for review in reviews]
