using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferenceShop.StoreBff.Visitors;

namespace ReferenceShop.StoreBff.Orders;

/// <summary>The visitor's own orders; those of others do not exist here.</summary>
internal static class OrdersApi
{
    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/orders").WithTags("Orders");
        orders.MapGet("", List).WithName("ListOrders").WithSummary("Lists the visitor's orders, newest first");
        orders.MapGet("/{id:guid}", Get).WithName("GetOrder").WithSummary("Reads one order with its history")
            .ProducesProblem(StatusCodes.Status404NotFound);
        orders.MapGet("/{id:guid}/events", Follow).WithName("FollowOrder").WithSummary("Follows an order until it ends (Server-Sent Events)")
            .Produces<Order>(StatusCodes.Status200OK, "text/event-stream")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<OrderPage>> List(
        Visitor visitor,
        OrdersClient orders,
        CancellationToken cancellationToken,
        [Range(1, 10_000)] int page = 1,
        [Range(1, 100)] int pageSize = 20)
        => TypedResults.Ok(await orders.ListAsync(visitor.BuyerId, page, pageSize, cancellationToken));

    private static async Task<Ok<Order>> Get(Guid id, Visitor visitor, OrdersClient orders, CancellationToken cancellationToken)
        => TypedResults.Ok(await orders.GetAsync(visitor.BuyerId, id, cancellationToken));

    private static async Task Follow(
        Guid id, Visitor visitor, OrderEvents events, HttpResponse response, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        // An open stream must not hold up a restart.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await events.CopyToAsync(response, visitor.BuyerId, id, end.Token);
    }
}
