using System.Reflection;

namespace ReferenceShop.Messaging;

/// <summary>The wire facts of an event type, read once from its attribute.</summary>
internal static class EventName<TEvent>
{
    private static readonly EventAttribute s_attribute = typeof(TEvent).GetCustomAttribute<EventAttribute>()
        ?? throw new InvalidOperationException($"{typeof(TEvent)} is not an event: it has no [Event(\"service.what-happened\")].");

    public static string Value => s_attribute.Name;

    public static bool Mandatory => !s_attribute.AllowNoSubscriber;
}
