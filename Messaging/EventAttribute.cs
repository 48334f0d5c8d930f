namespace ReferenceShop.Messaging;

/// <summary>Names an event on the wire. The name is the contract: it never changes, whatever happens to the record's own name.</summary>
/// <param name="name">Routing key in <c>shop.events</c>, <c>&lt;publishing service&gt;.&lt;what-happened&gt;</c> in lower case; at most 100 characters, so that names of queues made from it fit.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventAttribute(string name) : Attribute
{
    /// <summary>The routing key.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// An event that no queue is bound for normally stays in the outbox and raises an alarm, because somebody's queue or binding is missing.
    /// <see langword="true"/> says that having no subscriber at all is fine and such an event may be dropped. Default <see langword="false"/>.
    /// </summary>
    public bool AllowNoSubscriber { get; init; }
}
