namespace ReferenceShop.Cart.Tests;

/// <summary>Long random lives of a cart, compared step by step with the rules written down again in the simplest way.</summary>
public sealed class ModelTests(CartApplication app)
{
    private const int Steps = 150;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_happens_the_cart_is_what_the_rules_say(int seed)
    {
        var random = new Random(seed);
        var buyer = app.NewBuyer();
        var model = new Model();
        List<(Guid Order, CartResponse Cart)> orders = [];

        for (var step = 0; step < Steps; step++)
        {
            switch (random.Next(6))
            {
                case 0 or 1 or 2:
                    var (product, quantity) = ($"p{random.Next(6)}", random.Next(100));
                    await buyer.SetAsync(product, quantity);
                    model.Set(product, quantity);
                    break;
                case 3 when random.Next(4) == 0:
                    await buyer.ClearAsync();
                    model.Lines.Clear();
                    break;
                case 4:
                    var cart = await buyer.CartAsync();
                    if (cart.Lines.Count > 0)
                    {
                        orders.Add((Guid.NewGuid(), cart));
                    }

                    break;
                case 5 when orders.Count > 0:
                    var (order, of) = orders[random.Next(orders.Count)];
                    if (random.Next(3) == 0)
                    {
                        await buyer.RefundAsync(order);
                        model.Refund(order);
                    }
                    else
                    {
                        var isCurrent = of.Id == (await buyer.CartAsync()).Id;
                        await buyer.PurchaseAsync(order, of.Id, [.. of.Lines.Select(line => (line.ProductId, line.Quantity))]);
                        model.Purchase(order, of, isCurrent);
                    }

                    break;
            }

            var actual = (await buyer.CartAsync()).Lines.ToDictionary(line => line.ProductId, line => line.Quantity);
            Assert.Equal(model.Lines.OrderBy(line => line.Key), actual.OrderBy(line => line.Key));
        }
    }

    private sealed class Model
    {
        private readonly Dictionary<Guid, IReadOnlyList<CartLine>> _bought = [];
        private readonly HashSet<Guid> _refunded = [];

        public Dictionary<string, int> Lines { get; } = [];

        public void Set(string product, int quantity)
        {
            Lines.Remove(product);
            if (quantity > 0)
            {
                Lines[product] = quantity;
            }
        }

        public void Purchase(Guid order, CartResponse cart, bool isCurrent)
        {
            if (_refunded.Contains(order) || !_bought.TryAdd(order, cart.Lines) || !isCurrent)
            {
                return;
            }

            foreach (var line in cart.Lines)
            {
                Set(line.ProductId, Math.Max(0, Lines.GetValueOrDefault(line.ProductId) - line.Quantity));
            }
        }

        public void Refund(Guid order)
        {
            if (!_refunded.Add(order))
            {
                return;
            }

            foreach (var line in _bought.GetValueOrDefault(order, []))
            {
                Set(line.ProductId, Math.Min(99, Lines.GetValueOrDefault(line.ProductId) + line.Quantity));
            }
        }
    }
}
