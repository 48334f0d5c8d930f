using ReferenceShop.ServiceDefaults;
using Yarp.ReverseProxy.Forwarder;

namespace ReferenceShop.Gateway;

/// <summary>What a visitor reads when no service answers: the proxy itself leaves those answers empty.</summary>
internal static class UpstreamProblems
{
    public static void AddUpstreamProblems(this IServiceCollection services) => services.PostConfigure<ProblemDetailsOptions>(options =>
    {
        var customize = options.CustomizeProblemDetails;
        options.CustomizeProblemDetails = context =>
        {
            customize?.Invoke(context);
            if (context.ProblemDetails.Status is 502 or 503 or 504 && context.HttpContext.Features.Get<IForwarderErrorFeature>() is not null)
            {
                context.ProblemDetails.Type = Problems.Type("upstream-unavailable");
                context.ProblemDetails.Title = "A part of the shop is not available";
                context.ProblemDetails.Detail = "Please try again in a moment.";
                context.HttpContext.Response.Headers.RetryAfter = "1";
            }
        };
    });
}
