using ReferenceShop.Orchestration.Clients;

namespace ReferenceShop.Orchestration.CartSummaries;

public sealed record CartSummary(Guid Id, long Version, IReadOnlyList<SummaryLine> Lines, Money Total)
{
    private const string DefaultCurrency = "EUR";

    /// <summary>A product that the shop no longer sells is left out.</summary>
    internal static CartSummary Of(CartContent cart, IReadOnlyDictionary<string, ProductInfo> catalogue)
    {
        List<SummaryLine> lines = [.. cart.Lines
            .Where(line => catalogue.ContainsKey(line.ProductId))
            .Select(line => SummaryLine.Of(catalogue[line.ProductId], line.Quantity))];
        return new(cart.Id, cart.Version, lines, new(
            lines.Sum(line => line.LineTotal.Amount), lines.FirstOrDefault()?.LineTotal.Currency ?? DefaultCurrency));
    }
}

public sealed record SummaryLine(string ProductId, string Name, string ImageUrl, int Quantity, Money UnitPrice, Money LineTotal)
{
    internal static SummaryLine Of(ProductInfo product, int quantity) => new(
        product.Id, product.Name, product.ImageUrl, quantity, product.Price, product.Price with { Amount = checked(quantity * product.Price.Amount) });
}
