/** Stripe: resources whose methods are one round trip. Clients share one keep-alive agent, so constructing one is cheap. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const stripe = defineLibrary({
  id: 'stripe',
  title: 'Stripe',
  language: 'ecmascript',
  packages: ['stripe'],
  source: 'https://docs.stripe.com/api?lang=node',
  exports: rows('default Stripe', { construct: { returns: 'Stripe' }, call: { returns: 'Stripe' } }),
  types: {
    /** `webhooks` checks signatures and builds test headers, nothing leaves the process. */
    Stripe: { traits: ['client'], members: { webhooks: {} }, anyMember: { type: 'Resource' } },
    Resource: {
      members: { list: { call: { effect: 'network', returns: 'List' } }, search: { call: { effect: 'network', returns: 'List' } } },
      memberPatterns: [
        {
          pattern: '^(create|retrieve|update|del|cancel|confirm|capture|pay|finalize|send|void|attach|detach|expire|close|approve|decline|release|resume|reverse|verify|apply|increment|list)([A-Z]\\w*)?$',
          member: { type: 'Resource', call: { effect: 'network' } },
        },
      ],
      anyMember: { type: 'Resource' },
    },
    /** A promise of one page that is also iterated page by page. */
    List: { traits: ['cursor'], members: rows('autoPagingEach autoPagingToArray', { call: { effect: 'network' } }) },
  },
  shapes: [
    {
      receiver: '(^|\\.)stripe\\.(customers|subscriptions|subscriptionItems|invoices|invoiceItems|charges|refunds|products|prices|paymentIntents|paymentMethods|setupIntents|checkout\\.sessions|billingPortal\\.sessions|accounts|transfers|payouts|coupons|promotionCodes|events)$',
      method: '^(create|retrieve|update|list|del|cancel|confirm|capture|search)$',
      type: 'Resource',
      confidence: 'likely',
    },
  ],
});
