namespace ReferenceShop.AppHost.NativeServers;

/// <summary>How a program is run. Secrets are in files that only the owner reads, never here.</summary>
internal sealed record ServerCommand(string Executable, IReadOnlyList<string> Arguments, string WorkingDirectory)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
