using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Adds parameters and connection strings that come from outside the model.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a parameter; its value is <c>Parameters:NAME</c> of the AppHost's configuration.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="secret">Whether it is masked.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, bool secret = false) =>
        builder.Add(CreateParameter(builder, name, secret), KeyOf(name));

    /// <summary>Adds a parameter with a value.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="value">The value.</param>
    /// <param name="publishValueAsDefault">Whether the value would be published, which a secret must not be.</param>
    /// <param name="secret">Whether it is masked.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string value, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(value);
        return builder.AddParameter(name, () => value, publishValueAsDefault, secret);
    }

    /// <summary>Adds a parameter whose value code gives.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="valueGetter">Gives the value.</param>
    /// <param name="publishValueAsDefault">Whether the value would be published, which a secret must not be.</param>
    /// <param name="secret">Whether it is masked.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(valueGetter);
        return publishValueAsDefault && secret
            ? throw new ArgumentException("A parameter cannot be both secret and published as a default value.", nameof(secret))
            : builder.Add(new ParameterResource(name, _ => valueGetter(), secret), KeyOf(name));
    }

    /// <summary>Adds a parameter that has a default.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="value">Gives the value where the configuration has none.</param>
    /// <param name="secret">Whether it is masked.</param>
    /// <param name="persist">Whether a value of the default is kept in the AppHost's user secrets for the next run.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        ArgumentNullException.ThrowIfNull(value);
        var parameter = CreateParameter(builder, name, secret);
        parameter.Default = persist ? Persist(builder, name, value) : value;
        return builder.Add(parameter, KeyOf(name));
    }

    /// <summary>Adds a parameter whose value is some key of the AppHost's configuration.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="configurationKey">The key.</param>
    /// <param name="secret">Whether it is masked.</param>
    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string configurationKey, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configurationKey);
        return builder.Add(new ParameterResource(name, fallback => Read(builder.Configuration, configurationKey, fallback), secret), configurationKey);
    }

    /// <summary>Says what the parameter is for.</summary>
    /// <param name="builder">The parameter.</param>
    /// <param name="description">The text.</param>
    /// <param name="enableMarkdown">Whether it is Markdown.</param>
    public static IResourceBuilder<ParameterResource> WithDescription(
        this IResourceBuilder<ParameterResource> builder, string description, bool enableMarkdown = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        (builder.Resource.Description, builder.Resource.EnableDescriptionMarkdown) = (description, enableMarkdown);
        return builder;
    }

    /// <summary>Adds a connection string; it is <c>ConnectionStrings:NAME</c> of the AppHost's configuration.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="environmentVariableName">The environment variable that carries it to those that refer to it; null is <c>ConnectionStrings__NAME</c>.</param>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string? environmentVariableName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var resource = new ConnectionStringParameterResource(
            name,
            _ => builder.Configuration.GetConnectionString(name) ?? throw new MissingParameterValueException(
                $"Connection string parameter resource could not be used because connection string '{name}' is missing."),
            environmentVariableName)
        {
            IsConnectionString = true,
        };
        return builder.Add(resource, $"ConnectionStrings:{name}");
    }

    /// <summary>Makes a parameter without adding it.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="secret">Whether it is masked.</param>
    public static ParameterResource CreateParameter(IDistributedApplicationBuilder builder, string name, bool secret)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        return new ParameterResource(name, fallback => Read(builder.Configuration, KeyOf(name), fallback), secret);
    }

    /// <summary>Makes a parameter without adding it; a value that is generated is kept in the AppHost's user secrets for the next run.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="secret">Whether it is masked.</param>
    /// <param name="parameterDefault">Generates the value where the configuration has none.</param>
    public static ParameterResource CreateGeneratedParameter(
        IDistributedApplicationBuilder builder, string name, bool secret, GenerateParameterDefault parameterDefault)
    {
        var parameter = CreateParameter(builder, name, secret);
        parameter.Default = Persist(builder, name, parameterDefault);
        return parameter;
    }

    /// <summary>Makes a parameter for a password without adding it: 22 characters or more, generated once and kept in the AppHost's user secrets.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="lower">Whether lower-case letters may be in it.</param>
    /// <param name="upper">Whether upper-case letters may be in it.</param>
    /// <param name="numeric">Whether digits may be in it.</param>
    /// <param name="special">Whether special characters may be in it.</param>
    /// <param name="minLower">The least number of lower-case letters.</param>
    /// <param name="minUpper">The least number of upper-case letters.</param>
    /// <param name="minNumeric">The least number of digits.</param>
    /// <param name="minSpecial">The least number of special characters.</param>
    public static ParameterResource CreateDefaultPasswordParameter(
        IDistributedApplicationBuilder builder,
        string name,
        bool lower = true,
        bool upper = true,
        bool numeric = true,
        bool special = true,
        int minLower = 0,
        int minUpper = 0,
        int minNumeric = 0,
        int minSpecial = 0) =>
        CreateGeneratedParameter(builder, name, secret: true, new GenerateParameterDefault
        {
            MinLength = 22,
            Lower = lower,
            Upper = upper,
            Numeric = numeric,
            Special = special,
            MinLower = minLower,
            MinUpper = minUpper,
            MinNumeric = minNumeric,
            MinSpecial = minSpecial,
        });

    private static IResourceBuilder<T> Add<T>(this IDistributedApplicationBuilder builder, T parameter, string configurationKey)
        where T : ParameterResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource(parameter).WithInitialState(new CustomResourceSnapshot
        {
            ResourceType = "Parameter",
            Properties = [new(CustomResourceKnownProperties.Source, configurationKey)],
            State = KnownResourceStates.Waiting,
        });
    }

    private static UserSecretsParameterDefault Persist(IDistributedApplicationBuilder builder, string name, ParameterDefault value)
    {
        var secrets = builder.Services.FirstOrDefault(service => service.ServiceType == typeof(UserSecretsStore))?.ImplementationInstance as UserSecretsStore;
        return new UserSecretsParameterDefault(secrets ?? new UserSecretsStore(filePath: null), KeyOf(name), value);
    }

    private static string KeyOf(string name) => $"Parameters:{name}";

    /// <summary>Environment variables cannot have hyphens in their names, so <c>Parameters__my_name</c> stands for <c>my-name</c>, too.</summary>
    private static string Read(IConfiguration configuration, string key, ParameterDefault? fallback) =>
        configuration[key]
        ?? configuration[key.Replace('-', '_')]
        ?? fallback?.GetDefaultValue()
        ?? throw new MissingParameterValueException(
            $"Parameter resource could not be used because configuration key '{key}' is missing and the Parameter has no default value.");
}

/// <summary>Adds connection strings that are put together from other values.</summary>
public static class ConnectionStringBuilderExtensions
{
    /// <summary>Adds a connection string.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="connectionStringExpression">The connection string.</param>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, ReferenceExpression connectionStringExpression)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource(new ConnectionStringResource(name, connectionStringExpression))
            .WithReferenceRelationship(connectionStringExpression)
            .WithInitialState(new CustomResourceSnapshot
            {
                ResourceType = "ConnectionString",
                Properties = [],
                State = KnownResourceStates.Waiting,
            })
            .OnInitializeResource(PublishAsync);
    }

    /// <summary>Adds a connection string.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="connectionStringBuilder">Puts it together.</param>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, Action<ReferenceExpressionBuilder> connectionStringBuilder)
    {
        ArgumentNullException.ThrowIfNull(connectionStringBuilder);
        var expression = new ReferenceExpressionBuilder();
        connectionStringBuilder(expression);
        return builder.AddConnectionString(name, expression.Build());
    }

    /// <summary>Nothing runs, so the resource is running once its value is there.</summary>
    private static async Task PublishAsync(ConnectionStringResource resource, InitializeResourceEvent initialize, CancellationToken cancellationToken)
    {
        var value = await resource.ConnectionStringExpression.GetValueAsync(cancellationToken);
        await initialize.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, initialize.Services), cancellationToken);
        await initialize.Notifications.PublishUpdateAsync(resource, s => s with
        {
            State = KnownResourceStates.Running,
            Properties = s.Properties.SetResourceProperty(KnownProperties.ConnectionString, value, isSensitive: true),
        });
    }
}
