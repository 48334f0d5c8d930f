using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>
    /// Tells the resource how to connect to another: <c>ConnectionStrings__NAME</c> (or the variable that the other names) and a
    /// <c>NAME_HOST</c>-style variable per part of the connection.
    /// </summary>
    /// <typeparam name="TDestination">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="source">The other resource.</param>
    /// <param name="connectionName">The name of the connection; null is the name of the other resource.</param>
    /// <param name="optional">Whether an absent connection string is no error.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null,
        bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        var resource = source.Resource;
        connectionName ??= resource.Name;
        if (resource.TryGetLastAnnotation<ConnectionStringRedirectAnnotation>(out var redirect))
        {
            resource = redirect.Resource;
        }

        builder.WithReferenceRelationship(resource);
        return builder.WithEnvironment(context =>
        {
            var flags = InjectionFlagsOf(builder.Resource);
            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionString))
            {
                var variable = resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName}";
                context.EnvironmentVariables[variable] = new ConnectionStringReference(resource, optional);
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionProperties))
            {
                var prefix = EnvironmentNames.Encode(connectionName).ToUpperInvariant();
                foreach (var (name, value) in ConnectionPropertiesOf(resource))
                {
                    context.EnvironmentVariables[$"{prefix}_{name.ToUpperInvariant()}"] = value;
                }
            }
        });
    }

    /// <summary>Tells the resource the endpoints of another: <c>services__name__endpoint__0</c> and <c>NAME_ENDPOINT</c>.</summary>
    /// <typeparam name="TDestination">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="source">The other resource.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        return builder.WithEndpointReferences(source.Resource, endpointName: null, name: null);
    }

    /// <summary>Tells the resource the endpoints of another under a name of its choice.</summary>
    /// <typeparam name="TDestination">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="source">The other resource.</param>
    /// <param name="name">The name.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source, string name)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return builder.WithEndpointReferences(source.Resource, endpointName: null, name);
    }

    /// <summary>Tells the resource one endpoint of another: <c>services__name__endpoint__0</c> and <c>NAME_ENDPOINT</c>.</summary>
    /// <typeparam name="TDestination">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="endpointReference">The endpoint.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(endpointReference);
        return builder.WithEndpointReferences(endpointReference.Resource, endpointReference.EndpointName, name: null);
    }

    /// <summary>Tells the resource the address of a service outside the application: <c>services__name__default__0</c> and <c>NAME</c>.</summary>
    /// <typeparam name="TDestination">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The name of the service.</param>
    /// <param name="uri">Its address, absolute and without a path.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.IsAbsoluteUri || uri.AbsolutePath != "/")
        {
            throw new InvalidOperationException("The address of a service must be absolute and have no path.");
        }

        var flags = InjectionFlagsOf(builder.Resource);
        if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
        {
            builder.WithEnvironment($"services__{name}__default__0", uri.ToString());
        }

        return flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints)
            ? builder.WithEnvironment(EnvironmentNames.Encode(name).ToUpperInvariant(), uri.ToString())
            : builder;
    }

    /// <summary>Chooses which environment variables stand for the references of the resource.</summary>
    /// <typeparam name="TDestination">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="flags">The kinds of variables.</param>
    public static IResourceBuilder<TDestination> WithReferenceEnvironment<TDestination>(
        this IResourceBuilder<TDestination> builder, ReferenceEnvironmentInjectionFlags flags)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ReferenceEnvironmentInjectionAnnotation(flags), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Adds a part to the connection of the resource, or replaces it.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The name of the part.</param>
    /// <param name="value">Its value.</param>
    public static IResourceBuilder<T> WithConnectionProperty<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : IResourceWithConnectionString
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ConnectionPropertyAnnotation(name, value));
    }

    /// <summary>Adds a part to the connection of the resource, or replaces it.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The name of the part.</param>
    /// <param name="value">Its value.</param>
    public static IResourceBuilder<T> WithConnectionProperty<T>(this IResourceBuilder<T> builder, string name, string value)
        where T : IResourceWithConnectionString => builder.WithConnectionProperty(name, ReferenceExpression.Create($"{value}"));

    /// <summary>Makes those that refer to the resource connect to another one instead.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="resource">The other one.</param>
    public static IResourceBuilder<T> WithConnectionStringRedirection<T>(this IResourceBuilder<T> builder, IResourceWithConnectionString resource)
        where T : IResourceWithConnectionString
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ConnectionStringRedirectAnnotation(resource), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>A part of the connection of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="key">The name of the part, regardless of case.</param>
    /// <returns>Its value; the empty expression if there is none of that name.</returns>
    public static ReferenceExpression GetConnectionProperty(this IResourceWithConnectionString resource, string key)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(key);
        return ConnectionPropertiesOf(resource).FirstOrDefault(p => string.Equals(p.Key, key, StringComparison.OrdinalIgnoreCase)).Value
            ?? ReferenceExpression.Empty;
    }

    private static IResourceBuilder<T> WithEndpointReferences<T>(
        this IResourceBuilder<T> builder, IResourceWithEndpoints source, string? endpointName, string? name)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        var existing = builder.Resource.Annotations.OfType<EndpointReferenceAnnotation>().FirstOrDefault(a => ReferenceEquals(a.Resource, source));
        var annotation = existing ?? new EndpointReferenceAnnotation(source);
        if (endpointName is null)
        {
            annotation.UseAllEndpoints = true;
        }
        else
        {
            annotation.EndpointNames.Add(endpointName);
        }

        if (existing is null)
        {
            builder.WithAnnotation(annotation);
            builder.WithReferenceRelationship(source);
            builder.WithEnvironment(context => AddEndpointVariables(context, builder.Resource, annotation, name));
        }

        return builder;
    }

    private static void AddEndpointVariables(EnvironmentCallbackContext context, IResource destination, EndpointReferenceAnnotation annotation, string? name)
    {
        var flags = InjectionFlagsOf(destination);
        var prefix = EnvironmentNames.Encode(name ?? annotation.Resource.Name.ToUpperInvariant());
        foreach (var endpoint in annotation.Resource.GetEndpoints())
        {
            if (!annotation.EndpointNames.Contains(endpoint.EndpointName) && (!annotation.UseAllEndpoints || endpoint.ExcludeReferenceEndpoint))
            {
                continue;
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
            {
                context.EnvironmentVariables[$"{prefix}_{EnvironmentNames.Encode(endpoint.EndpointName).ToUpperInvariant()}"] = endpoint;
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
            {
                context.EnvironmentVariables[NextServiceKey(context.EnvironmentVariables, name ?? annotation.Resource.Name, endpoint)] = endpoint;
            }
        }
    }

    /// <summary>
    /// An endpoint called <c>http</c> that speaks HTTPS stands under <c>https</c>; the numbers of <c>services__name__scheme__N</c> are counted up
    /// where that makes two endpoints meet.
    /// </summary>
    private static string NextServiceKey(Dictionary<string, object> variables, string name, EndpointReference endpoint)
    {
        var group = endpoint.IsHttpSchemeNamedEndpoint ? endpoint.Scheme : endpoint.EndpointName;
        for (var i = 0; ; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"services__{name}__{group}__{i}");
            if (!variables.TryGetValue(key, out var taken) || (taken is EndpointReference other && other.EndpointName == endpoint.EndpointName))
            {
                return key;
            }
        }
    }

    private static ReferenceEnvironmentInjectionFlags InjectionFlagsOf(IResource resource) =>
        resource.TryGetLastAnnotation<ReferenceEnvironmentInjectionAnnotation>(out var annotation) ? annotation.Flags : ReferenceEnvironmentInjectionFlags.All;

    private static IEnumerable<KeyValuePair<string, ReferenceExpression>> ConnectionPropertiesOf(IResourceWithConnectionString resource) =>
        resource.CombineProperties(resource.Annotations.OfType<ConnectionPropertyAnnotation>().Select(p => KeyValuePair.Create(p.Name, p.Value)));
}
