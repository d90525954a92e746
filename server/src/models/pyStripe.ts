/** Stripe's client: methods of its resources are one round trip each, over connections the module keeps for each thread. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { made, rows } from './rows';

const ACTION = '^(create|retrieve|modify|update|delete|cancel|confirm|capture|pay|finalize_invoice|send_invoice|void_invoice|attach|detach|close|approve|search|save)$';
const request: Member = { call: { effect: 'network', mode: 'blocks', returns: 'Answer' } };
const list: Member = { call: { effect: 'network', mode: 'blocks', returns: 'List' } };

export const pyStripe = defineLibrary({
  id: 'pyStripe',
  title: 'Stripe',
  language: 'python',
  packages: ['stripe'],
  source: 'https://docs.stripe.com/api?lang=python',
  exports: {
    StripeClient: made('Client'),
    ...rows(`
      Account AccountLink ApplePayDomain Balance BalanceTransaction Charge Coupon CreditNote Customer Dispute Event File Invoice InvoiceItem Mandate PaymentIntent PaymentLink PaymentMethod
      Payout Plan Price Product PromotionCode Quote Refund SetupIntent Source Subscription SubscriptionItem SubscriptionSchedule TaxRate Token Topup Transfer WebhookEndpoint
    `, { type: 'Resource', asType: 'Answer' }),
    ...rows('checkout billing_portal identity issuing radar reporting sigma terminal', { type: 'Namespace' }),
    // Checks signatures, sends nothing.
    ...rows('Webhook error', { type: 'pyBuiltins#Plain' }),
  },
  types: {
    Namespace: { anyMember: { type: 'Resource' } },
    Resource: { members: { list }, memberPatterns: [{ pattern: ACTION, member: request }] },
    Client: { traits: ['client'], anyMember: { type: 'Service' } },
    Service: { members: { list }, memberPatterns: [{ pattern: ACTION, member: request }], anyMember: { type: 'Service' } },
    Answer: { traits: ['open'], memberPatterns: [{ pattern: ACTION, member: request }] },
    List: { traits: ['cursor'], element: 'Answer', members: rows('auto_paging_iter', { call: { returns: 'List' } }) },
  },
});
