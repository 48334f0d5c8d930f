using ReferenceShop.Checkout.Data;
using ReferenceShop.Checkout.Orders;
using ReferenceShop.Messaging;
using ReferenceShop.Messaging.Contracts;

namespace ReferenceShop.Checkout.Payments;

/// <summary>Takes orders to their end: state, history, answer and events in one commit.</summary>
internal sealed class Settlement(CheckoutDbContext db, OrderBook book, PaymentProviderClient bank, TimeProvider clock, ILogger<Settlement> logger)
{
    /// <summary>Writes down what became of the charge and what the buyer is told.</summary>
    public async Task<Order> SettleAsync(Guid id, ChargeOutcome outcome, CancellationToken cancellationToken)
    {
        var order = await book.ChangeAsync(id, pending => Settle(pending, outcome), cancellationToken);
        logger.Settled(id, order!.Status);
        return order;
    }

    public Task<Order?> CompleteAsync(Guid id, string by, CancellationToken cancellationToken) =>
        book.ChangeAsync(id, order => Complete(order, by), cancellationToken);

    /// <summary>Decides on the refund, then carries it out; if the bank does not answer it stays decided and the reconciler goes on with it.</summary>
    public async Task<Order?> RefundAsync(Guid id, string by, string reason, CancellationToken cancellationToken)
    {
        var order = await book.ChangeAsync(id, paid => paid.StartRefund(by, clock.GetUtcNow(), reason), cancellationToken);
        return order is { Status: OrderStatus.Refunding } ? await FinishRefundAsync(order, CancellationToken.None) : order;
    }

    public async Task<Order> FinishRefundAsync(Order order, CancellationToken cancellationToken)
    {
        if (!await bank.RefundAsync(order, cancellationToken))
        {
            return order;
        }

        var refunded = await book.ChangeAsync(order.Id, MarkRefunded, cancellationToken);
        logger.Refunded(order.Id);
        return refunded!;
    }

    /// <summary>For handlers, whose transaction commits the rest.</summary>
    public void Complete(Order order, string by)
    {
        if (order.Complete(by, clock.GetUtcNow()))
        {
            db.Publish(new OrderCompleted(order.Id, order.BuyerId, order.ContractLines, order.TotalMoney), order.Id.ToString());
        }
    }

    private void Settle(Order order, ChargeOutcome outcome)
    {
        var now = clock.GetUtcNow();
        var answer = Answer.For(order);
        switch (outcome)
        {
            case ChargeOutcome.Charged:
                if (order.MarkPaid(By.Checkout, now) && order.Style == OrderStyle.Choreographed)
                {
                    db.Publish(new Purchased(order.Id, order.BuyerId, order.CartId, order.ContractLines, order.TotalMoney), order.Id.ToString());
                }

                answer = Answer.For(order);
                break;
            case ChargeOutcome.Declined(var problem) when order.Status == OrderStatus.Pending:
                order.Decline(By.Checkout, now, problem.Title ?? "declined");
                answer = Answer.Of(StatusCodes.Status402PaymentRequired, problem);
                break;
            case ChargeOutcome.NotCharged when order.Status == OrderStatus.Pending:
                order.Decline(By.Checkout, now, "not charged");
                answer = Answer.NotCharged();
                break;
        }

        order.RememberAnswer(answer.Status, answer.Body);
    }

    private void MarkRefunded(Order order)
    {
        if (order.Refund(By.Checkout, clock.GetUtcNow()))
        {
            db.Publish(
                new OrderRefunded(order.Id, order.BuyerId, order.ContractLines, order.TotalMoney, order.Reason ?? "refund"), order.Id.ToString());
        }
    }
}
