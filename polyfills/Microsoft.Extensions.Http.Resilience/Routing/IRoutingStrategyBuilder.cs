using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Says which endpoints the attempts of a hedged client go to.</summary>
public interface IRoutingStrategyBuilder
{
    /// <summary>The name of the client, and of the routing's options.</summary>
    string Name { get; }

    /// <summary>The services of the application.</summary>
    IServiceCollection Services { get; }
}

internal sealed record RoutingStrategyBuilder(string Name, IServiceCollection Services) : IRoutingStrategyBuilder;
