using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ReferenceShop.Checkout.Data;
using ReferenceShop.Checkout.Orders;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.Checkout.Payments;

/// <summary>Takes a payment: looks for an earlier one under the key, prices the cart, writes the intention down, charges, settles.</summary>
internal sealed class Cashier(
    CheckoutDbContext db, OrderBook book, OrderChanges changes, ProductsClient products, PaymentProviderClient bank, Settlement settlement,
    IOptions<CheckoutOptions> options, TimeProvider clock, ILogger<Cashier> logger)
{
    public async Task<Answer> PayAsync(string buyerId, string key, PaymentRequest request, CancellationToken cancellationToken)
    {
        var id = OrderId.From(buyerId, key);
        if (await book.FindAsync(id, cancellationToken) is { } known)
        {
            return await RepeatAsync(known, request, cancellationToken);
        }

        var (order, refusal) = await PlaceAsync(id, buyerId, request, cancellationToken);
        if (order is null)
        {
            return refusal!;
        }

        if (!await book.TryAddAsync(order, cancellationToken))
        {
            // Somebody was faster: with this key, or with this cart.
            return await book.FindAsync(id, cancellationToken) is { } first ? await RepeatAsync(first, request, cancellationToken) : AlreadyBought();
        }

        // The order is written down, so from here the buyer hanging up changes nothing; the bank's time limit bounds the wait.
        var outcome = await bank.ChargeAsync(order, request.PaymentToken, CancellationToken.None);
        return Answer.For(await settlement.SettleAsync(id, outcome, CancellationToken.None));
    }

    private async Task<(Order? Order, Answer? Refusal)> PlaceAsync(
        Guid id, string buyerId, PaymentRequest request, CancellationToken cancellationToken)
    {
        var (cartId, lines) = (request.Cart.Id, request.Cart.Lines);
        if (lines.Count == 0)
        {
            return (null, Answer.Problem(409, "cart-empty", "The cart is empty", "There is nothing to pay for."));
        }

        // Not by this very order, which an equal request may have placed since the look-up.
        if (await db.Orders.AnyAsync(
            o => o.CartId == cartId && o.Id != id && o.Status != OrderStatus.Declined && o.Status != OrderStatus.Refunded, cancellationToken))
        {
            return (null, AlreadyBought());
        }

        IReadOnlyDictionary<string, ProductInfo> catalogue;
        try
        {
            catalogue = await products.GetAsync(lines.Select(line => line.ProductId), cancellationToken);
        }
        catch (Exception e) when (HttpFailure.IsNoAnswer(e, cancellationToken))
        {
            logger.ProductsUnavailable(id, e.Message);
            return (null, Answer.Problem(
                503, "products-unavailable", "Prices are not available", "Nothing was charged. Try again in a moment.", retryAfter: 1));
        }

        if (lines.FirstOrDefault(line => !catalogue.ContainsKey(line.ProductId)) is { } gone)
        {
            return (null, Answer.Problem(409, "product-gone", "A product is gone", $"The shop no longer sells '{gone.ProductId}'."));
        }

        var priced = lines.Select(line => (Product: catalogue[line.ProductId], line.Quantity)).ToList();
        return (Order.Place(
            id, buyerId, Enum.Parse<OrderStyle>(request.Style, ignoreCase: true), request.Fingerprint(), cartId,
            priced.Select(p => p.Product.Price.Currency).Distinct().Single(),
            priced.Select(p => new PricedLine(p.Product.Id, p.Product.Name, p.Quantity, p.Product.Price.Amount)),
            clock.GetUtcNow()), null);
    }

    private async Task<Answer> RepeatAsync(Order known, PaymentRequest request, CancellationToken cancellationToken)
    {
        if (known.Fingerprint != request.Fingerprint())
        {
            return Answer.Problem(
                422, "idempotency-key-reused", "The idempotency key was used for another request", "Repeat the first request unchanged, or take a new key.");
        }

        using var watch = changes.WatchOrder(known.Id);
        var deadline = clock.GetUtcNow() + options.Value.AnswerWait;
        while (true)
        {
            var order = await book.FindAsync(known.Id, cancellationToken) ?? known;
            if (order.AnswerStatus is not null)
            {
                return Answer.For(order);
            }

            var patience = deadline - clock.GetUtcNow();
            if (patience <= TimeSpan.Zero)
            {
                return Answer.Problem(
                    409, "payment-in-progress", "The payment is still running", "The first request with this key is not answered yet.", retryAfter: 1);
            }

            await watch.WaitAsync(patience, cancellationToken);
        }
    }

    private static Answer AlreadyBought() =>
        Answer.Problem(409, "cart-already-bought", "This cart was bought already", "Another payment has taken this cart.");
}
