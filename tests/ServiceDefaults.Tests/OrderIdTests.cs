namespace ReferenceShop.ServiceDefaults.Tests;

public class OrderIdTests
{
    [Fact]
    public void A_buyer_and_a_key_always_give_the_same_id()
        => Assert.Equal(OrderId.From("buyer", "key"), OrderId.From("buyer", "key"));

    [Fact]
    public void Another_buyer_or_another_key_gives_another_id()
        => Assert.Equal(3, new[] { OrderId.From("a", "k"), OrderId.From("b", "k"), OrderId.From("a", "l") }.Distinct().Count());

    [Fact]
    public void The_parts_cannot_run_into_each_other()
        => Assert.NotEqual(OrderId.From("ab", "c"), OrderId.From("a", "bc"));

    [Fact]
    public void It_is_a_version_8_uuid() => Assert.Equal(8, OrderId.From("buyer", "key").Version);

    [Theory]
    [InlineData("a", true)]
    [InlineData("", false)]
    [InlineData("with space", false)]
    [InlineData("ümlaut", false)]
    [InlineData(null, false)]
    public void A_key_is_printable_ascii(string? key, bool valid) => Assert.Equal(valid, IdempotencyKey.IsValid(key));

    [Fact]
    public void A_key_has_at_most_255_characters()
    {
        Assert.True(IdempotencyKey.IsValid(new string('k', 255)));
        Assert.False(IdempotencyKey.IsValid(new string('k', 256)));
    }
}
