using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ReferenceShop.ServiceDefaults.Errors;

internal static class ProblemExtensions
{
    public static void AddProblems(this IHostApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = problem =>
            problem.ProblemDetails.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString() ?? problem.HttpContext.TraceIdentifier);
        builder.Services.AddSingleton<IProblemDetailsWriter, PlainProblemWriter>();
        builder.Services.AddTransient<IStartupFilter, ProblemHandling>();
    }

    /// <summary>Unhandled errors and bare status codes become problem documents, in every service.</summary>
    private sealed class ProblemHandling : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseExceptionHandler();
            app.UseStatusCodePages();
            next(app);
        };
    }

    /// <summary>The framework's writer stays silent when a client, such as a browser's address bar, does not ask for JSON; this one answers it too.</summary>
    private sealed class PlainProblemWriter(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
    {
        public bool CanWrite(ProblemDetailsContext context) => true;

        public ValueTask WriteAsync(ProblemDetailsContext context)
        {
            var problem = context.ProblemDetails;
            problem.Status ??= context.HttpContext.Response.StatusCode;
            problem.Title ??= Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(problem.Status.Value);
            options.Value.CustomizeProblemDetails?.Invoke(context);
            return new(context.HttpContext.Response.WriteAsJsonAsync(
                problem, options: null, "application/problem+json", context.HttpContext.RequestAborted));
        }
    }
}
