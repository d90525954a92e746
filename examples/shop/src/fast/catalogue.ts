import { DataTypes, Model, Sequelize } from 'sequelize';
import type { HasManyGetAssociationsMixin } from 'sequelize';

const sequelize = new Sequelize(process.env.CATALOGUE_URL ?? 'postgres://localhost/catalogue');

class Review extends Model {
  declare stars: number;
}
Review.init({ stars: DataTypes.INTEGER }, { sequelize });

class Product extends Model {
  declare sku: string;
  declare title: string;
  declare reviews?: Review[];
  declare getReviews: HasManyGetAssociationsMixin<Review>;
}
Product.init({ sku: DataTypes.STRING, title: DataTypes.STRING }, { sequelize });
Product.hasMany(Review, { as: 'reviews' });

export async function catalogue() {
  const products = await Product.findAll({ order: ['title'], include: [{ model: Review, as: 'reviews' }] });
  const listed = [];
  for (const product of products) {
    const reviews = product.reviews ?? [];
    listed.push({ sku: product.sku, title: product.title, stars: average(reviews) });
  }
  return listed;
}

function average(reviews: Review[]): number | undefined {
  if (reviews.length === 0) return undefined;
  return reviews.reduce((sum, review) => sum + review.stars, 0) / reviews.length;
}
