using System.Runtime.InteropServices;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Pipelines of one name are built alike; each instance of it has its own state.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HttpKey(string Name, string InstanceName)
{
    public static IEqualityComparer<HttpKey> ByName { get; } = EqualityComparer<HttpKey>.Create(
        static (left, right) => left.Name == right.Name, static key => StringComparer.Ordinal.GetHashCode(key.Name));

    public static string NameOf(string? client, string pipeline) => $"{client}-{pipeline}";
}
