namespace ReferenceShop.Gateway;

/// <summary>Lets an instance stop while browsers follow orders through it: their streams end at once, and they reconnect to the next instance.</summary>
internal static class EventStreams
{
    private const string MediaType = "text/event-stream";

    public static void UseEventStreams(this WebApplication app) => app.Use(async (context, next) =>
    {
        var isStream = context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase));
        await using var end = isStream ? app.Lifetime.ApplicationStopping.Register(context.Abort) : default;
        await next(context);
    });
}
