using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>A standard hedging handler that was added to a client.</summary>
public interface IStandardHedgingHandlerBuilder
{
    /// <summary>The name of the client, and of the handler's options.</summary>
    string Name { get; }

    /// <summary>The services of the application.</summary>
    IServiceCollection Services { get; }

    /// <summary>Says which endpoints the attempts go to.</summary>
    IRoutingStrategyBuilder RoutingStrategyBuilder { get; }
}

internal sealed record StandardHedgingHandlerBuilder(string Name, IServiceCollection Services, IRoutingStrategyBuilder RoutingStrategyBuilder)
    : IStandardHedgingHandlerBuilder
{
    public const string OuterPipeline = "standard-hedging";
    public const string EndpointPipeline = "standard-hedging-endpoint";
}
