using ReferenceShop.Checkout.Orders;

namespace ReferenceShop.Checkout.Tests;

/// <summary>Every edge of the state machine, and that there are no others.</summary>
public sealed class OrderTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Dictionary<string, Func<Order, bool>> s_verbs = new()
    {
        ["pay"] = order => order.MarkPaid("checkout", s_now),
        ["decline"] = order => order.Decline("checkout", s_now, "declined"),
        ["complete"] = order => order.Complete("products", s_now),
        ["start refund"] = order => order.StartRefund("products", s_now, "out of stock"),
        ["refund"] = order => order.Refund("checkout", s_now),
    };

    private static readonly Dictionary<OrderStatus, string[]> s_ways = new()
    {
        [OrderStatus.Pending] = [],
        [OrderStatus.Paid] = ["pay"],
        [OrderStatus.Completed] = ["pay", "complete"],
        [OrderStatus.Refunding] = ["pay", "start refund"],
        [OrderStatus.Refunded] = ["pay", "start refund", "refund"],
        [OrderStatus.Declined] = ["decline"],
    };

    // From, verb, to; the same status again means that the verb had its effect before, none that it is refused.
    public static TheoryData<OrderStatus, string, OrderStatus?> Edges => new()
    {
        { OrderStatus.Pending, "pay", OrderStatus.Paid },
        { OrderStatus.Pending, "decline", OrderStatus.Declined },
        { OrderStatus.Pending, "complete", null },
        { OrderStatus.Pending, "start refund", null },
        { OrderStatus.Pending, "refund", null },
        { OrderStatus.Paid, "pay", OrderStatus.Paid },
        { OrderStatus.Paid, "decline", null },
        { OrderStatus.Paid, "complete", OrderStatus.Completed },
        { OrderStatus.Paid, "start refund", OrderStatus.Refunding },
        { OrderStatus.Paid, "refund", null },
        { OrderStatus.Completed, "pay", OrderStatus.Completed },
        { OrderStatus.Completed, "decline", null },
        { OrderStatus.Completed, "complete", OrderStatus.Completed },
        { OrderStatus.Completed, "start refund", null },
        { OrderStatus.Completed, "refund", null },
        { OrderStatus.Refunding, "pay", OrderStatus.Refunding },
        { OrderStatus.Refunding, "decline", null },
        { OrderStatus.Refunding, "complete", null },
        { OrderStatus.Refunding, "start refund", OrderStatus.Refunding },
        { OrderStatus.Refunding, "refund", OrderStatus.Refunded },
        { OrderStatus.Refunded, "pay", OrderStatus.Refunded },
        { OrderStatus.Refunded, "decline", null },
        { OrderStatus.Refunded, "complete", null },
        { OrderStatus.Refunded, "start refund", OrderStatus.Refunded },
        { OrderStatus.Refunded, "refund", OrderStatus.Refunded },
        { OrderStatus.Declined, "pay", null },
        { OrderStatus.Declined, "decline", OrderStatus.Declined },
        { OrderStatus.Declined, "complete", null },
        { OrderStatus.Declined, "start refund", null },
        { OrderStatus.Declined, "refund", null },
    };

    [Theory]
    [MemberData(nameof(Edges))]
    public void A_verb_moves_does_nothing_or_is_refused(OrderStatus from, string verb, OrderStatus? to)
    {
        var order = At(from);
        var before = order.Version;

        if (to is null)
        {
            Assert.Throws<IllegalTransitionException>(() => s_verbs[verb](order));
        }
        else
        {
            Assert.Equal(from != to, s_verbs[verb](order));
        }

        Assert.Equal(to ?? from, order.Status);
        Assert.Equal(before + (to is null || to == from ? 0 : 1), order.Version);
    }

    [Fact]
    public void The_history_has_no_gaps_and_says_who()
    {
        var order = At(OrderStatus.Refunded);

        Assert.Equal(
            [
                new HistoryEntry(1, OrderStatus.Pending, "checkout", s_now), new HistoryEntry(2, OrderStatus.Paid, "checkout", s_now),
                new HistoryEntry(3, OrderStatus.Refunding, "products", s_now), new HistoryEntry(4, OrderStatus.Refunded, "checkout", s_now),
            ],
            order.History);
    }

    [Fact]
    public void The_reason_is_the_first_that_was_given()
    {
        var order = At(OrderStatus.Refunding);

        order.StartRefund("orchestration", s_now, "another");

        Assert.Equal("out of stock", order.Reason);
    }

    [Fact]
    public void The_first_answer_stays_the_answer()
    {
        var order = At(OrderStatus.Pending);

        order.RememberAnswer(202, "first");
        order.RememberAnswer(201, "second");

        Assert.Equal((202, "first"), (order.AnswerStatus, order.AnswerBody));
    }

    [Fact]
    public void The_total_is_the_sum_of_the_lines() => Assert.Equal(2 * 1299 + 450, At(OrderStatus.Pending).Total);

    private static Order At(OrderStatus status)
    {
        var order = Order.Place(
            Guid.NewGuid(), "buyer", OrderStyle.Choreographed, "fingerprint", Guid.NewGuid(), "EUR",
            [new PricedLine("mug", "Mug", 2, 1299), new PricedLine("tea", "Tea", 1, 450)], s_now);
        foreach (var verb in s_ways[status])
        {
            s_verbs[verb](order);
        }

        return order;
    }
}
