using ReferenceShop.ServiceDefaults;

namespace ReferenceShop.StoreBff.Visitors;

/// <summary>What every answer to a browser keeps to: personal answers are not stored, and other sites may not act in a visitor's name.</summary>
internal static class BrowserRules
{
    public static void UseBrowserRules(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.Headers.CacheControl = "no-store";
        return IsForeignWrite(context.Request) ? Refusal.ExecuteAsync(context) : next(context);
    });

    // SameSite=Lax already keeps the cookie out of such requests. Browsers set this header themselves; scripts cannot.
    private static bool IsForeignWrite(HttpRequest request)
        => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method)
            && request.Headers["Sec-Fetch-Site"] == "cross-site";

    private static IResult Refusal => TypedResults.Problem(
        statusCode: StatusCodes.Status403Forbidden,
        title: "Another site cannot act for a visitor",
        detail: "Requests that change something must come from the shop's own pages.",
        type: Problems.Type("cross-site-request"));
}
