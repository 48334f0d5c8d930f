using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

internal static class SnapshotProperties
{
    /// <summary>Adds a property or replaces the one of that name.</summary>
    public static ImmutableArray<ResourcePropertySnapshot> SetResourceProperty(
        this ImmutableArray<ResourcePropertySnapshot> properties, string name, object? value, bool isSensitive = false)
    {
        var property = new ResourcePropertySnapshot(name, value) { IsSensitive = isSensitive };
        for (var i = 0; i < properties.Length; i++)
        {
            if (properties[i].Name == name)
            {
                return properties.SetItem(i, property);
            }
        }

        return properties.Add(property);
    }

    public static ImmutableArray<ResourcePropertySnapshot> RemoveResourceProperty(
        this ImmutableArray<ResourcePropertySnapshot> properties, string name) => properties.RemoveAll(p => p.Name == name);
}
