using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReferenceShop.Messaging;

/// <summary>
/// How events are written: camelCase, enums by name. Reading ignores unknown members, so a publisher may add some; it refuses an absent member
/// that has no default, so an addition needs a default for the messages that are already on their way.
/// </summary>
internal static class MessageJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
