namespace ReferenceShop.Messaging.Contracts;

/// <summary>The stock of every line of an order was taken. Published by Products in answer to <see cref="Purchased"/>.</summary>
/// <param name="OrderId">The order.</param>
[Event("products.stock-taken")]
public sealed record StockTaken(Guid OrderId);

/// <summary>An order could not be served and no stock was taken for it. Published by Products in answer to <see cref="Purchased"/>.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Short">The lines that were short; at least one.</param>
[Event("products.stock-shortage")]
public sealed record StockShortage(Guid OrderId, IReadOnlyList<ShortLine> Short);

/// <summary>One product of which there was too little.</summary>
/// <param name="ProductId">The product's id in the catalogue.</param>
/// <param name="Wanted">How many the order needed.</param>
/// <param name="Available">How many there were, fewer than <paramref name="Wanted"/>.</param>
public sealed record ShortLine(string ProductId, int Wanted, int Available);
