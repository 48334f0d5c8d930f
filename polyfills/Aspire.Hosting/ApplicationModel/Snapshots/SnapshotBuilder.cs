using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The parts of a state that follow from the annotations of the resource.</summary>
internal static class SnapshotBuilder
{
    public static CustomResourceSnapshot CreateInitial(IResource resource)
    {
        var initial = resource.TryGetLastAnnotation<ResourceSnapshotAnnotation>(out var annotation)
            ? annotation.InitialSnapshot
            : new CustomResourceSnapshot { ResourceType = TypeName(resource), Properties = [] };
        var icon = resource.TryGetLastAnnotation<ResourceIconAnnotation>(out var iconAnnotation) ? iconAnnotation : null;
        return initial with
        {
            // The dashboard shows nothing at all if a resource has no time.
            CreationTimeStamp = initial.CreationTimeStamp ?? DateTime.UtcNow,
            Relationships = initial.Relationships.AddRange(RelationshipsOf(resource).Except(initial.Relationships)),
            HealthReports = [.. HealthCheckKeys(resource).Select(key => new HealthReportSnapshot(key, Status: null, Description: null, ExceptionText: null))],
            IconName = icon?.IconName ?? initial.IconName,
            IconVariant = icon?.IconVariant ?? initial.IconVariant,
        };
    }

    public static CustomResourceSnapshot WithCommands(IResource resource, CustomResourceSnapshot snapshot, IServiceProvider services)
    {
        var context = new UpdateCommandStateContext { ResourceSnapshot = snapshot, ServiceProvider = services };
        ImmutableArray<ResourceCommandSnapshot> commands = [.. resource.Annotations.OfType<ResourceCommandAnnotation>().ToArray().Select(command =>
            new ResourceCommandSnapshot(
                command.Name,
                command.UpdateState(context),
                command.DisplayName,
                command.DisplayDescription,
                Parameter: null,
                command.ConfirmationMessage,
                command.IconName,
                command.IconVariant,
                command.IsHighlighted)
            {
                Arguments = command.Arguments,
                Visibility = command.Visibility,
            })];
        return commands.SequenceEqual(snapshot.Commands) ? snapshot : snapshot with { Commands = commands };
    }

    /// <summary>The health checks of the resource and of those that it belongs to.</summary>
    public static IReadOnlyList<string> HealthCheckKeys(IResource resource) =>
        resource.TryGetAnnotationsIncludingAncestorsOfType<HealthCheckAnnotation>(out var checks)
            ? [.. checks.Select(check => check.Key).Distinct()]
            : [];

    private static string TypeName(IResource resource)
    {
        const string Suffix = "Resource";
        var name = resource.GetType().Name;
        return name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length ? name[..^Suffix.Length] : name;
    }

    private static IEnumerable<RelationshipSnapshot> RelationshipsOf(IResource resource)
    {
        var relationships = resource.Annotations.OfType<ResourceRelationshipAnnotation>()
            .Select(annotation => new RelationshipSnapshot(annotation.Resource.Name, annotation.Type));
        return resource is IResourceWithParent child
            ? relationships.Prepend(new RelationshipSnapshot(child.Parent.Name, KnownRelationshipTypes.Parent))
            : relationships;
    }
}
