using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ReferenceShop.Checkout.Data;
using ReferenceShop.Checkout.Payments;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.Checkout.Orders;

internal static class OrdersApi
{
    public static RouteGroupBuilder MapOrders(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/orders").WithTags("Orders").ProducesValidationProblem();
        group.MapGet("/", List).WithName("ListOrders").WithSummary("A buyer's orders, the latest first");
        group.MapGet("/{id:guid}", Get).WithName("GetOrder").WithSummary("One order with its history");
        group.MapGet("/{id:guid}/events", Events).WithName("GetOrderEvents").WithSummary("The order now and after each change, as Server-Sent Events");
        group.MapPost("/{id:guid}/completion", Complete).WithName("CompleteOrder").WithSummary("The stock is taken: the order is done")
            .ProducesProblem(409);
        group.MapPost("/{id:guid}/refund", Refund).WithName("RefundOrder").WithSummary("The order cannot be served: give the money back")
            .ProducesProblem(409);
        return group;
    }

    private static async Task<Ok<OrderPage>> List(
        [FromHeader(Name = BuyerHeader.Name), RegularExpression(Buyers.Pattern)] string buyerId,
        CheckoutDbContext db, CancellationToken cancellationToken, [Range(1, 10_000)] int page = 1, [Range(1, 100)] int pageSize = 20)
    {
        var mine = db.Orders.AsNoTracking().Where(o => o.BuyerId == buyerId);
        var total = await mine.CountAsync(cancellationToken);
        var orders = await mine
            .OrderByDescending(o => o.PlacedAt).ThenBy(o => o.Id)
            .Skip((page - 1) * pageSize).Take(pageSize)
            .AsSplitQuery()
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new OrderPage([.. orders.Select(OrderResponse.From)], page, pageSize, total));
    }

    private static async Task<Results<Ok<OrderResponse>, NotFound>> Get(
        Guid id, [FromHeader(Name = BuyerHeader.Name), RegularExpression(Buyers.Pattern)] string buyerId,
        OrderBook book, CancellationToken cancellationToken) =>
        await book.FindAsync(id, buyerId, cancellationToken) is { } order
            ? TypedResults.Ok(OrderResponse.From(order))
            : TypedResults.NotFound();

    private static async Task<Results<OrderEventStream, NotFound>> Events(
        Guid id, [FromHeader(Name = BuyerHeader.Name), RegularExpression(Buyers.Pattern)] string buyerId,
        OrderBook book, OrderChanges changes, CancellationToken cancellationToken)
    {
        var watch = changes.WatchOrder(id);
        if (await book.FindAsync(id, buyerId, cancellationToken) is { } order)
        {
            return new OrderEventStream(order, buyerId, watch);
        }

        watch.Dispose();
        return TypedResults.NotFound();
    }

    private static async Task<Results<Ok<OrderState>, NotFound, ProblemHttpResult>> Complete(
        Guid id, Settlement settlement, CancellationToken cancellationToken)
    {
        try
        {
            return await settlement.CompleteAsync(id, By.Orchestration, cancellationToken) is { } order
                ? TypedResults.Ok(new OrderState(order.Id, order.Status))
                : TypedResults.NotFound();
        }
        catch (IllegalTransitionException e)
        {
            return IllegalState(e);
        }
    }

    private static async Task<Results<Ok<OrderState>, Accepted<OrderState>, NotFound, ProblemHttpResult>> Refund(
        Guid id, RefundOrder request, Settlement settlement, CancellationToken cancellationToken)
    {
        try
        {
            return await settlement.RefundAsync(id, By.Orchestration, request.Reason, cancellationToken) switch
            {
                null => TypedResults.NotFound(),
                { Status: OrderStatus.Refunded } order => TypedResults.Ok(new OrderState(order.Id, order.Status)),
                var order => TypedResults.Accepted($"/v1/orders/{order.Id}", new OrderState(order.Id, order.Status)),
            };
        }
        catch (IllegalTransitionException e)
        {
            return IllegalState(e);
        }
    }

    private static ProblemHttpResult IllegalState(IllegalTransitionException e) => TypedResults.Problem(
        statusCode: 409, title: "The order is not in a state for this", detail: e.Message, type: Problems.Type("order-state"));
}
