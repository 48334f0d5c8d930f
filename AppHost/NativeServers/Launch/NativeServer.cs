namespace ReferenceShop.AppHost.NativeServers;

/// <summary>A server that runs as an ordinary process: on a loopback port, with a password, with its settings and data in one folder.</summary>
internal abstract class NativeServer(ServerFolder folder, int port)
{
    public ServerFolder Folder { get; } = folder;

    public int Port { get; } = port;

    /// <summary>How it is run; the same for every start.</summary>
    public abstract ServerCommand Command { get; }

    /// <summary>Writes what it reads at start; before each start, also over the data of an earlier run.</summary>
    public abstract Task PrepareAsync(string password, CancellationToken cancellationToken);

    /// <summary>One cheap question that only a server ready for work answers; throws when it is not.</summary>
    public abstract Task CheckAsync(string password, CancellationToken cancellationToken);
}
