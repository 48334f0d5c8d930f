using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ReferenceShop.Messaging;

/// <summary>Names the configuration key of every bad setting.</summary>
internal sealed class MessagingOptionsValidator : IValidateOptions<MessagingOptions>
{
    private const int MaxRetries = 10;

    public ValidateOptionsResult Validate(string? name, MessagingOptions options)
    {
        List<ValidationResult> results = [];
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        var failures = results.ConvertAll(result => $"{MessagingOptions.Section}:{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}");

        if (options.RetryDelays.Length > MaxRetries || options.RetryDelays.Any(delay => delay <= TimeSpan.Zero || delay > TimeSpan.FromDays(1)))
        {
            failures.Add($"{MessagingOptions.Section}:{nameof(MessagingOptions.RetryDelays)}: at most {MaxRetries} pauses, each above zero and at most a day.");
        }

        return failures is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
