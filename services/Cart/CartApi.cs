using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.Cart;

/// <summary>A buyer's cart: looking, changing, and what purchases and refunds do to it.</summary>
public static class CartApi
{
    public static void MapCarts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/carts/{buyerId}").WithTags("Cart").ProducesValidationProblem();
        group.MapGet("/", Get).WithName("GetCart").WithSummary("Returns the buyer's current cart; there always is one");
        group.MapDelete("/", Clear).WithName("ClearCart").WithSummary("Takes everything out of the cart");
        group.MapPut("/items/{productId}", SetItem).WithName("SetItem").WithSummary("Sets the quantity of a product; 0 takes it out")
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapPut("/purchases/{orderId}", Purchase).WithName("PurchaseCart").WithSummary("Takes what an order bought out of the cart, once");
        group.MapDelete("/purchases/{orderId}", Refund).WithName("RefundPurchase").WithSummary("Puts what a refunded order had bought back, once");
    }

    private static async Task<Ok<CartResponse>> Get([BuyerId] string buyerId, CartStore carts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await carts.GetAsync(buyerId, cancellationToken));

    private static async Task<NoContent> Clear([BuyerId] string buyerId, CartStore carts, CancellationToken cancellationToken)
    {
        await carts.ClearAsync(buyerId, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<CartResponse>, ProblemHttpResult>> SetItem(
        [BuyerId] string buyerId,
        [RegularExpression(CartRules.ProductIdPattern)] string productId,
        SetItemRequest request,
        CartStore carts,
        CancellationToken cancellationToken) =>
        await carts.SetItemAsync(buyerId, productId, request.Quantity!.Value, cancellationToken) is { } cart ? TypedResults.Ok(cart) : Full();

    private static async Task<NoContent> Purchase(
        [BuyerId] string buyerId, Guid orderId, PurchaseRequest request, CartStore carts, CancellationToken cancellationToken)
    {
        await carts.PurchaseAsync(buyerId, orderId, request.CartId!.Value, request.Lines, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Refund([BuyerId] string buyerId, Guid orderId, CartStore carts, CancellationToken cancellationToken)
    {
        await carts.RefundAsync(buyerId, orderId, cancellationToken);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Full() => TypedResults.Problem(
        statusCode: StatusCodes.Status409Conflict,
        title: "Cart is full",
        detail: $"A cart holds at most {CartRules.MaxLines} different products.",
        type: Problems.Type("cart-full"));

    private sealed class BuyerIdAttribute() : RegularExpressionAttribute(CartRules.BuyerIdPattern);
}
