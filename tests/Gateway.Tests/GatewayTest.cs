namespace ReferenceShop.Gateway.Tests;

/// <summary>Gives every test its own gateway and its own services behind it.</summary>
public abstract class GatewayTest : IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected GatewayApplication Gateway { get; } = new();

    public ValueTask InitializeAsync() => Gateway.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Gateway.DisposeAsync();
    }
}
