using ReferenceShop.Orchestration.Clients;

namespace ReferenceShop.Orchestration.Checkouts;

/// <summary>
/// The checkout as a state machine. Read it from top to bottom:
/// <code>
/// ReadingCart → Paying → EmptyingCart → TakingStock → Completing → Completed
///                 │            └─────────────┴→ Refunding → RestoringCart → Refunded
///                 ├→ AwaitingPayment → EmptyingCart
///                 └→ Declined, Rejected
/// </code>
/// A step may be tried any number of times, also after a crash in the middle of it: each call names the order, and its receiver does it once.
/// A step that cannot be done turns the checkout back once money has moved. The way back has no exit; it is tried until it is done.
/// </summary>
internal sealed class CheckoutSaga(CartClient carts, CheckoutClient checkout, ProductsClient products)
{
    public async Task<StepOutcome> TryAsync(Saga saga, CancellationToken cancellationToken)
    {
        try
        {
            return saga.State switch
            {
                SagaState.ReadingCart => await ReadCartAsync(saga, cancellationToken),
                SagaState.Paying => await PayAsync(saga, cancellationToken),
                SagaState.AwaitingPayment => await AwaitPaymentAsync(saga, cancellationToken),
                SagaState.EmptyingCart => await EmptyCartAsync(saga, cancellationToken),
                SagaState.TakingStock => await TakeStockAsync(saga, cancellationToken),
                SagaState.Completing => await CompleteAsync(saga, cancellationToken),
                SagaState.Refunding => await RefundAsync(saga, cancellationToken),
                SagaState.RestoringCart => await RestoreCartAsync(saga, cancellationToken),
                _ => throw new InvalidOperationException($"Checkout {saga.OrderId} is over: {saga.State}."),
            };
        }
        catch (Exception e) when (Reply.IsMissing(e, cancellationToken))
        {
            // Without the cart nothing has happened. A payment without an answer may have.
            return new StepOutcome.Retry(e.Message, saga.State == SagaState.ReadingCart ? Refusals.CartUnavailable() : null);
        }
    }

    private async Task<StepOutcome> ReadCartAsync(Saga saga, CancellationToken cancellationToken)
    {
        saga.Take(await carts.GetAsync(saga.BuyerId, cancellationToken));
        return StepOutcome.GoTo(SagaState.Paying);
    }

    private async Task<StepOutcome> PayAsync(Saga saga, CancellationToken cancellationToken)
    {
        var reply = await checkout.PayAsync(saga.BuyerId, saga.Key, saga.PaymentToken!, saga.CartId, saga.Lines, cancellationToken);
        return reply switch
        {
            { Status: StatusCodes.Status201Created } => StepOutcome.GoTo(SagaState.EmptyingCart),
            { Status: StatusCodes.Status202Accepted } => StepOutcome.GoTo(SagaState.AwaitingPayment),
            { Status: StatusCodes.Status402PaymentRequired } => StepOutcome.EndAs(SagaState.Declined, reply),
            _ when reply.Is("payment-failed") => StepOutcome.EndAs(SagaState.Declined, reply),
            _ when reply.Is("payment-in-progress") => new StepOutcome.Wait(),
            _ when reply.Is("products-unavailable") => new StepOutcome.Retry("no prices", reply),
            { IsFinal: true } => StepOutcome.EndAs(SagaState.Rejected, reply),
            _ => Failed(reply),
        };
    }

    private async Task<StepOutcome> AwaitPaymentAsync(Saga saga, CancellationToken cancellationToken) =>
        await checkout.GetStatusAsync(saga.BuyerId, saga.OrderId, cancellationToken) switch
        {
            null => new StepOutcome.Retry("the order is not to be found"),
            "Pending" => new StepOutcome.Wait(),
            "Declined" => StepOutcome.EndAs(SagaState.Declined, Refusals.PaymentFailed()),
            _ => StepOutcome.GoTo(SagaState.EmptyingCart),
        };

    private async Task<StepOutcome> EmptyCartAsync(Saga saga, CancellationToken cancellationToken) =>
        await carts.PurchaseAsync(saga.BuyerId, saga.OrderId, saga.CartId, saga.Lines, cancellationToken) switch
        {
            { IsSuccess: true } => StepOutcome.GoTo(SagaState.TakingStock),
            { IsFinal: true } => StepOutcome.Back("the cart could not be emptied"),
            var reply => Failed(reply),
        };

    private async Task<StepOutcome> TakeStockAsync(Saga saga, CancellationToken cancellationToken) =>
        await products.TakeStockAsync(saga.OrderId, saga.Lines, cancellationToken) switch
        {
            { IsSuccess: true } => StepOutcome.GoTo(SagaState.Completing),
            { IsFinal: true } reply => StepOutcome.Back(reply.Is("out-of-stock") ? "out of stock" : "the stock could not be taken"),
            var reply => Failed(reply),
        };

    private async Task<StepOutcome> CompleteAsync(Saga saga, CancellationToken cancellationToken) =>
        await checkout.CompleteAsync(saga.OrderId, cancellationToken) is { IsSuccess: false } reply
            ? Failed(reply)
            : StepOutcome.GoTo(SagaState.Completed);

    private async Task<StepOutcome> RefundAsync(Saga saga, CancellationToken cancellationToken) =>
        await checkout.RefundAsync(saga.OrderId, saga.Reason ?? "refund", cancellationToken) switch
        {
            { Status: StatusCodes.Status200OK } => StepOutcome.GoTo(SagaState.RestoringCart),
            { Status: StatusCodes.Status202Accepted } => new StepOutcome.Wait(),
            var reply => Failed(reply),
        };

    private async Task<StepOutcome> RestoreCartAsync(Saga saga, CancellationToken cancellationToken) =>
        await carts.RestoreAsync(saga.BuyerId, saga.OrderId, cancellationToken) is { IsSuccess: false } reply
            ? Failed(reply)
            : StepOutcome.GoTo(SagaState.Refunded);

    private static StepOutcome.Retry Failed(Reply reply) => new($"answered {reply.Status}");
}
