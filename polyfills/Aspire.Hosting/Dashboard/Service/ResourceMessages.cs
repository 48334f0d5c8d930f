using Aspire.Hosting.ApplicationModel;
using Google.Protobuf.WellKnownTypes;
using Health = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;

namespace Aspire.Hosting.Dashboard;

/// <summary>Resources as the dashboard's protocol tells them.</summary>
internal static class ResourceMessages
{
    public static Wire.Resource From(ResourceEvent update)
    {
        var snapshot = update.Snapshot;
        var resource = new Wire.Resource
        {
            Name = update.ResourceId,
            ResourceType = snapshot.ResourceType,
            DisplayName = update.Resource.Name,
            Uid = update.ResourceId,
            State = snapshot.State?.Text ?? "",
            StateStyle = snapshot.State?.Style ?? "",
            IsHidden = snapshot.IsHidden,
            CreatedAt = Time(snapshot.CreationTimeStamp),
            StartedAt = Time(snapshot.StartTimeStamp),
            StoppedAt = Time(snapshot.StopTimeStamp),
        };
        if (snapshot.IconName is { } icon)
        {
            resource.IconName = icon;
            resource.IconVariant = Variant(snapshot.IconVariant);
        }

        resource.Environment.Add(snapshot.EnvironmentVariables.Select(From));
        resource.Commands.Add(snapshot.Commands.Where(command => command.Visibility.HasFlag(ResourceCommandVisibility.UI)).Select(From));
        resource.Properties.Add(snapshot.Properties.Select(From));
        resource.Urls.Add(snapshot.Urls.Select(From));
        resource.Volumes.Add(snapshot.Volumes.Select(From));
        resource.HealthReports.Add(snapshot.HealthReports.Select(From));
        resource.Relationships.Add(snapshot.Relationships.Select(relationship =>
            new Wire.ResourceRelationship { ResourceName = relationship.ResourceName, Type = relationship.Type }));
        return resource;
    }

    private static Wire.EnvironmentVariable From(EnvironmentVariableSnapshot variable)
        => new() { Name = variable.Name, Value = variable.Value ?? "", IsFromSpec = variable.IsFromSpec };

    private static Wire.ResourceCommand From(ResourceCommandSnapshot command) => new()
    {
        Name = command.Name,
        DisplayName = command.DisplayName,
        DisplayDescription = command.DisplayDescription ?? "",
        ConfirmationMessage = command.ConfirmationMessage ?? "",
        IconName = command.IconName ?? "",
        IconVariant = Variant(command.IconVariant),
        IsHighlighted = command.IsHighlighted,
        State = (Wire.ResourceCommandState)command.State,
    };

    private static Wire.ResourceProperty From(ResourcePropertySnapshot property)
        => new() { Name = property.Name, Value = From(property.Value), IsSensitive = property.IsSensitive };

    private static Wire.Url From(UrlSnapshot url) => new()
    {
        EndpointName = url.Name ?? "",
        FullUrl = url.Url,
        IsInternal = url.IsInternal,
        IsInactive = url.IsInactive,
        DisplayProperties = new() { DisplayName = url.DisplayProperties.DisplayName, SortOrder = url.DisplayProperties.SortOrder },
    };

    private static Wire.Volume From(VolumeSnapshot volume)
        => new() { Source = volume.Source ?? "", Target = volume.Target, MountType = volume.MountType, IsReadOnly = volume.IsReadOnly };

    private static Wire.HealthReport From(HealthReportSnapshot report)
    {
        var message = new Wire.HealthReport
        {
            Key = report.Name,
            Description = report.Description ?? "",
            Exception = report.ExceptionText ?? "",
            LastRunAt = Time(report.LastRunAt),
        };

        // Left out until the check has run once.
        if (report.Status is { } status)
        {
            message.Status = status switch
            {
                Health.Healthy => Wire.HealthStatus.Healthy,
                Health.Degraded => Wire.HealthStatus.Degraded,
                _ => Wire.HealthStatus.Unhealthy,
            };
        }

        return message;
    }

    private static Value From(object? value) => value switch
    {
        null => Value.ForNull(),
        bool flag => Value.ForBool(flag),
        string text => Value.ForString(text),
        int or long or double or float => Value.ForNumber(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
        System.Collections.IEnumerable items => Value.ForList([.. items.Cast<object?>().Select(From)]),
        _ => Value.ForString(value.ToString() ?? ""),
    };

    private static Timestamp? Time(DateTime? utc) => utc is { } time ? Timestamp.FromDateTime(time.ToUniversalTime()) : null;

    private static Wire.IconVariant Variant(IconVariant? variant) => variant == IconVariant.Filled ? Wire.IconVariant.Filled : Wire.IconVariant.Regular;
}
