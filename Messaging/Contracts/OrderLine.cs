namespace ReferenceShop.Messaging.Contracts;

/// <summary>One position of an order, as it was sold: later changes of the catalogue do not change it.</summary>
/// <param name="ProductId">The product's id in the catalogue.</param>
/// <param name="Name">The product's name when it was sold.</param>
/// <param name="Quantity">How many, at least 1.</param>
/// <param name="UnitPrice">The price of one when it was sold.</param>
public sealed record OrderLine(string ProductId, string Name, int Quantity, Money UnitPrice);
