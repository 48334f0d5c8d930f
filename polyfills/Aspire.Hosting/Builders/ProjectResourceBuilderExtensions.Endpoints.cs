using System.Globalization;
using System.Net;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting;

public static partial class ProjectResourceBuilderExtensions
{
    /// <summary>Takes environment variables, endpoints and the launch URL from a launch profile.</summary>
    private static IResourceBuilder<ProjectResource> WithLaunchProfile(
        this IResourceBuilder<ProjectResource> builder, string name, LaunchProfile profile, bool withEndpoints)
    {
        if (withEndpoints)
        {
            var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            foreach (var url in profile.ApplicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
            {
                // The second http URL is called http2, and so on.
                var address = BindingAddress.Parse(url);
                var count = counts[address.Scheme] = counts.GetValueOrDefault(address.Scheme) + 1;
                builder.WithListenAddress(count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{address.Scheme}{count}") : address.Scheme, address, isFromLaunchProfile: true);
            }

            builder.WithLaunchUrl(profile);
        }

        return builder.WithEnvironment(context =>
        {
            context.EnvironmentVariables.TryAdd("DOTNET_LAUNCH_PROFILE", name);
            foreach (var (variable, value) in profile.EnvironmentVariables)
            {
                context.EnvironmentVariables.TryAdd(variable, Environment.ExpandEnvironmentVariables(value));
            }
        });
    }

    private static void WithLaunchUrl(this IResourceBuilder<ProjectResource> builder, LaunchProfile profile)
    {
        if (string.IsNullOrEmpty(profile.LaunchUrl))
        {
            return;
        }

        builder.WithUrls(context =>
        {
            foreach (var url in context.Urls.Where(url => url.Endpoint is { Exists: true, EndpointAnnotation.FromLaunchProfile: true }))
            {
                url.Url = new Uri(new Uri(url.Url), profile.LaunchUrl).ToString();
            }
        });
    }

    private static void WithKestrelEndpoints(this IResourceBuilder<ProjectResource> builder, KestrelEndpoints kestrel)
    {
        foreach (var endpoint in kestrel.Endpoints)
        {
            builder.WithListenAddress(endpoint.EndpointName, endpoint.Address, isFromLaunchProfile: false);
            if (endpoint.IsHttp2)
            {
                builder.WithEndpoint(endpoint.EndpointName, annotation => annotation.Transport = "http2");
            }
        }

        builder.WithEnvironment(context =>
        {
            foreach (var endpoint in kestrel.Endpoints)
            {
                context.EnvironmentVariables[$"Kestrel__Endpoints__{endpoint.ConfigurationName}__Url"] =
                    ListenUrl(builder.Resource.GetEndpoint(endpoint.EndpointName));
            }

            // Endpoints that the model adds are told in the same way, because the configuration hides ASPNETCORE_URLS.
            foreach (var endpoint in EndpointsInEnvironment(builder.Resource).Where(e => !kestrel.Has(e.EndpointName)))
            {
                context.EnvironmentVariables[$"Kestrel__Endpoints__{endpoint.EndpointName}__Url"] = ListenUrl(endpoint);
            }
        });
    }

    private static void WithListenAddress(
        this IResourceBuilder<ProjectResource> builder, string name, BindingAddress address, bool isFromLaunchProfile)
    {
        if (builder.Resource.Annotations.OfType<EndpointAnnotation>().Any(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        builder.WithAnnotation(new EndpointAnnotation(
            System.Net.Sockets.ProtocolType.Tcp, address.Scheme, name: name, port: address.Port)
        {
            TargetHost = HostOf(address.Host),
            FromLaunchProfile = isFromLaunchProfile,
        });
    }

    private static void AddAspNetCoreUrls(EnvironmentCallbackContext context, ProjectResource project)
    {
        if (context.EnvironmentVariables.ContainsKey("ASPNETCORE_URLS"))
        {
            return;
        }

        var urls = new ReferenceExpressionBuilder();
        var endpoints = EndpointsInEnvironment(project).ToArray();
        foreach (var endpoint in endpoints)
        {
            if (!urls.IsEmpty)
            {
                urls.AppendLiteral(";");
            }

            urls.Append($"{ListenUrl(endpoint)}");
        }

        if (!urls.IsEmpty)
        {
            context.EnvironmentVariables["ASPNETCORE_URLS"] = urls.Build();
        }

        if (Array.Find(endpoints, endpoint => endpoint.IsHttps) is { } https)
        {
            context.EnvironmentVariables["ASPNETCORE_HTTPS_PORT"] = https.Property(EndpointProperty.Port);
        }
    }

    private static IEnumerable<EndpointReference> EndpointsInEnvironment(ProjectResource project)
    {
        var filters = project.Annotations.OfType<EndpointFilterAnnotation>().ToArray();
        return project.GetEndpoints().Where(endpoint =>
            (endpoint.IsHttp || endpoint.IsHttps) && filters.All(filter => filter.Filter(endpoint.EndpointAnnotation)));
    }

    private static ReferenceExpression ListenUrl(EndpointReference endpoint)
    {
        var annotation = endpoint.EndpointAnnotation;
        var host = IPAddress.TryParse(annotation.TargetHost, out var ip) && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? $"[{annotation.TargetHost}]"
            : annotation.TargetHost;
        return ReferenceExpression.Create($"{annotation.UriScheme}://{host}:{endpoint.Property(EndpointProperty.TargetPort)}");
    }

    /// <summary><c>+</c> and <c>*</c> mean every address.</summary>
    private static string HostOf(string host) => host is "+" or "*" ? "0.0.0.0" : host.Trim('[', ']');
}
