import { h } from './dom.js';

// What each status means to the person who waits: [headline, explanation, kind].
const statuses = {
  Pending: ['Asking the bank', 'Your order is safe. We are waiting for the bank’s word, and will not charge twice.', 'busy'],
  Paid: ['Paid, fetching your things', 'The money is in. Cart and stock are catching up.', 'busy'],
  Completed: ['Done. It is yours.', 'Paid once, taken from the shelf once.', 'good'],
  Refunding: ['Sending your money back', 'Not everything was there after all. The refund is on its way.', 'busy'],
  Refunded: ['Refunded in full', 'Not everything was there after all. You have your money back, and your cart.', 'calm'],
  Declined: ['The bank said no', 'Nothing was charged, and your cart is as it was.', 'bad'],
};

export const meaning = status => statuses[status] ?? [status, '', 'busy'];

export const hasEnded = status => ['Completed', 'Refunded', 'Declined'].includes(status);

export const badge = status => h('span', { class: `badge ${meaning(status)[2]}` }, status);
