using Microsoft.AspNetCore.Http.HttpResults;
using ReferenceShop.StoreBff.Products;
using ReferenceShop.StoreBff.Visitors;

namespace ReferenceShop.StoreBff.Cart;

/// <summary>The visitor's cart, aggregated: one call paints the drawer.</summary>
internal static class CartApi
{
    public static void MapCart(this IEndpointRouteBuilder routes)
    {
        var cart = routes.MapGroup("/cart").WithTags("Cart");
        cart.MapGet("", Get).RemembersVisitor().WithName("GetCart").WithSummary("Reads the cart with names, pictures and prices");
        cart.MapPut("/items/" + ProductId.Route, SetQuantity).RemembersVisitor().WithName("SetCartQuantity")
            .WithSummary("Sets how many of a product are in the cart; 0 removes it")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        cart.MapDelete("", Empty).WithName("EmptyCart").WithSummary("Takes everything out of the cart");
    }

    private static async Task<Ok<CartSummary>> Get(Visitor visitor, CartSummaryClient summaries, CancellationToken cancellationToken)
        => TypedResults.Ok(await summaries.GetAsync(visitor.BuyerId, cancellationToken));

    private static async Task<Ok<CartSummary>> SetQuantity(
        string productId,
        QuantityChange change,
        Visitor visitor,
        ProductsClient products,
        CartClient carts,
        CartSummaryClient summaries,
        CancellationToken cancellationToken)
    {
        // The cart service knows no products. What is gone from the shelves must still be removable.
        if (change.Quantity > 0)
        {
            await products.GetAsync(productId, cancellationToken);
        }

        await carts.SetQuantityAsync(visitor.BuyerId, productId, change.Quantity, cancellationToken);
        return TypedResults.Ok(await summaries.GetAsync(visitor.BuyerId, cancellationToken));
    }

    private static async Task<NoContent> Empty(Visitor visitor, CartClient carts, CancellationToken cancellationToken)
    {
        await carts.EmptyAsync(visitor.BuyerId, cancellationToken);
        return TypedResults.NoContent();
    }
}
